package dev.watchkeeper.jobs.features.services;

import dev.watchkeeper.jobs.features.spans.CallPartial;
import dev.watchkeeper.jobs.features.spans.SpanPartial;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts calls down to callees. Who answered at an address is remembered, so that calls to it are still calls to that
 * service when nobody answers any more: a service that is down is missed by its name, not by its port.
 */
final class Callers {

    /** Addresses remembered of a service. */
    static final int MOST_ADDRESSES = 200;

    private record Answers(Entity callee, long count) {

        Answers plus(Answers others) {
            return new Answers(callee, count + others.count);
        }
    }

    private Callers() {}

    /** Takes in who answered where in this window; the busiest where several did, whoever saw which part of it. */
    static void learn(long windowEnd, List<SpanPartial> partials, ServiceMemory memory) {
        Map<String, Map<String, Answers>> byAddress = new TreeMap<>();
        for (SpanPartial partial : partials) {
            for (CallPartial call : partial.calls()) {
                Entity callee = call.callee();
                if (call.address() != null && callee != null && call.answered() > 0) {
                    byAddress
                            .computeIfAbsent(call.address(), ignored -> new TreeMap<>())
                            .merge(EntityKeys.key(callee), new Answers(callee, call.answered()), Answers::plus);
                }
            }
        }
        byAddress.forEach((address, callees) -> callees.values().stream()
                // Of equally busy ones the last in the order of keys.
                .reduce((some, other) -> other.count() >= some.count() ? other : some)
                .ifPresent(busiest ->
                        memory.addresses.put(address, new ServiceMemory.Callee(busiest.callee(), windowEnd))));
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
