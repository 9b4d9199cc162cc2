package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.spans.CallPartial;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts calls down to callees. Who answered at an address is remembered, so that calls to it are still calls to that
 * service when nobody answers any more: a service that is down is missed by its name, not by its port.
 */
final class Callers {

    /** Addresses remembered of a service. */
    static final int MOST_ADDRESSES = 200;

    private Callers() {}

    /** Takes in who answered where in this window; the busiest where several did. */
    static void learn(long windowEnd, List<SpanPartial> partials, ServiceMemory memory) {
        Stream<CallPartial> answered = partials.stream()
                .flatMap(partial -> partial.calls().stream())
                .filter(call -> call.address() != null && call.callee() != null && call.answered() > 0);
        answered.sorted(Comparator.comparingLong(CallPartial::answered)
                        .thenComparing(call -> call.callee() == null ? "" : EntityKeys.key(call.callee())))
                .forEach(call -> {
                    if (call.address() != null && call.callee() != null) {
                        memory.addresses.put(call.address(), new ServiceMemory.Callee(call.callee(), windowEnd));
                    }
                });
        while (memory.addresses.size() > MOST_ADDRESSES) {
            memory.addresses.entrySet().stream()
                    .min(Comparator.comparingLong(
                                    (Map.Entry<String, ServiceMemory.Callee> entry) -> entry.getValue().seen)
                            .thenComparing(Map.Entry::getKey))
                    .ifPresent(oldest -> memory.addresses.remove(oldest.getKey()));
        }
    }

    /** Whom a call was for: as answered or named, else who answered at its address before, else the address itself. */
    static Entity callee(Entity caller, CallPartial call, ServiceMemory memory) {
        if (call.callee() != null) {
            return call.callee();
        }
        String address = call.address() == null ? "unknown" : call.address();
        ServiceMemory.Callee learned = memory.addresses.get(address);
        if (learned != null) {
            return learned.entity;
        }
        return Entity.newBuilder(caller)
                .setType(EntityType.UNKNOWN)
                .setNamespace("")
                .setName(address)
                .build();
    }
}
