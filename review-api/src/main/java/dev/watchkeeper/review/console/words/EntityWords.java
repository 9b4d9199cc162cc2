package dev.watchkeeper.review.console.words;

import dev.watchkeeper.schemas.record.Entity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Entities as people call them. */
public final class EntityWords {

    private static final int MAX = 60;

    private EntityWords() {}

    /** {@code payment}, or {@code payment (instance payment-2)}. */
    public static String name(Entity entity) {
        @Nullable String instance = entity.getInstance();
        String name = Clamp.text(entity.getName(), MAX);
        return instance == null ? name : name + " (instance " + Clamp.text(instance, 36) + ")";
    }

    /** {@code service payment, environment production, namespace shop}: all that tells it apart. */
    public static String full(Entity entity) {
        StringBuilder words = new StringBuilder(kind(entity)).append(' ').append(name(entity));
        if (!entity.getEnvironment().isEmpty()) {
            words.append(", environment ").append(Clamp.text(entity.getEnvironment(), MAX));
        }
        if (!entity.getNamespace().isEmpty()) {
            words.append(", namespace ").append(Clamp.text(entity.getNamespace(), MAX));
        }
        return words.toString();
    }

    /** {@code service}, {@code database}, … */
    public static String kind(Entity entity) {
        return entity.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
