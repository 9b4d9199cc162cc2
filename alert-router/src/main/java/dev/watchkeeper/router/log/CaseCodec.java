package dev.watchkeeper.router.log;

import dev.watchkeeper.router.decide.Case;
import dev.watchkeeper.router.decide.Notification;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Review;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Cases to Avro and back. */
final class CaseCodec {

    private final LogFormat format;

    CaseCodec(LogFormat format) {
        this.format = format;
    }

    GenericRecord encode(Case known) {
        GenericRecord datum = format.record("Case");
        datum.put("incidentId", known.incidentId());
        datum.put("tenant", known.tenant());
        datum.put("incidentRevision", known.incidentRevision());
        datum.put("over", known.over());
        datum.put("notifiesOnExpiry", known.notifiesOnExpiry());
        datum.put("decision", known.decision());
        datum.put("reviews", known.reviews());
        datum.put(
                "notifications",
                known.notifications().stream().map(this::encode).toList());
        return datum;
    }

    Case decode(GenericRecord datum) {
        return new Case(
                text(datum, "incidentId"),
                text(datum, "tenant"),
                (int) datum.get("incidentRevision"),
                (boolean) datum.get("over"),
                (boolean) datum.get("notifiesOnExpiry"),
                (Decision) datum.get("decision"),
                records(datum, "reviews").stream().map(Review.class::cast).toList(),
                records(datum, "notifications").stream()
                        .map(each -> notification((GenericRecord) each))
                        .toList());
    }

    private GenericRecord encode(Notification told) {
        GenericRecord datum = format.record("Notification");
        datum.put("id", told.id());
        datum.put("receiver", told.receiver());
        datum.put("payload", told.payload());
        datum.put("content", told.content());
        datum.put("confirmed", told.confirmed());
        datum.put("startsAtMillis", told.startsAtMillis());
        datum.put("endsAtMillis", told.endsAtMillis());
        datum.put("endedAtMillis", told.endedAtMillis());
        datum.put("failure", told.failure());
        datum.put("refused", told.refused());
        datum.put("asAnswered", told.asAnswered());
        return datum;
    }

    private static Notification notification(GenericRecord datum) {
        return new Notification(
                text(datum, "id"),
                text(datum, "receiver"),
                text(datum, "payload"),
                (int) datum.get("content"),
                (int) datum.get("confirmed"),
                (long) datum.get("startsAtMillis"),
                (@Nullable Long) datum.get("endsAtMillis"),
                (@Nullable Long) datum.get("endedAtMillis"),
                (@Nullable String) datum.get("failure"),
                (boolean) datum.get("refused"),
                (boolean) datum.get("asAnswered"));
    }

    static String text(GenericRecord datum, String field) {
        return datum.get(field).toString();
    }

    static List<?> records(GenericRecord datum, String field) {
        return (List<?>) datum.get(field);
    }
}
