package dev.watchkeeper.schemas.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates what is missing of the catalogue; topics that exist are left as they are. */
public final class TopicCreation {

    private TopicCreation() {}

    /**
     * Creates the missing topics, the Collector's among them.
     *
     * @return the names of those it created
     * @throws IllegalStateException where the broker refuses
     */
    public static List<String> createMissing(Admin admin) throws InterruptedException {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            Topics.all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(Topic::creation)
                    .forEach(missing::add);
            Topics.COLLECTOR.stream()
                    .filter(name -> !existing.contains(name))
                    .map(name -> new NewTopic(name, Optional.of(2), Optional.empty()))
                    .forEach(missing::add);
            admin.createTopics(missing).all().get();
            return missing.stream().map(NewTopic::name).toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return List.of(); // somebody else was faster
            }
            throw new IllegalStateException("topics could not be created", e.getCause());
        }
    }
}
