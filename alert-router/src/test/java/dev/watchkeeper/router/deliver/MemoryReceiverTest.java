package dev.watchkeeper.router.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

class MemoryReceiverTest extends ReceiverContract {

    private final MemoryReceiver receiver = new MemoryReceiver("memory", true);

    @Override
    Receiver receiver() {
        return receiver;
    }

    @Override
    @Nullable
    Receiver unreachable() {
        return null;
    }

    @Override
    List<String> lasting(String incidentId) {
        return receiver.active(incidentId).stream()
                .map(MemoryReceiverTest::summary)
                .toList();
    }

    @Override
    int noticed(String incidentId) {
        return (int) receiver.told.stream()
                .filter(notice -> notice.incidentId().equals(incidentId))
                .map(Notice::key)
                .distinct()
                .count();
    }

    private static String summary(Notice notice) {
        try {
            return new ObjectMapper()
                    .readTree(notice.payload())
                    .at("/annotations/summary")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
