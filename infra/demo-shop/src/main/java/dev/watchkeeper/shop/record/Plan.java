package dev.watchkeeper.shop.record;

import dev.watchkeeper.shop.load.DayShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happens when in a recording without faults: a deployment, a restart, and the peaks that the day brings. */
record Plan(List<Event> events, Duration length) {

    /** One thing at its time since the recording's start. */
    record Event(Duration at, Kind kind, String text) {}

    enum Kind {
        PEAK,
        DEPLOYMENT,
        RESTART
    }

    /** The plan of that many days which start {@code offset} after a midnight. */
    static Plan of(DayShape shape, Duration offset, int days) {
        Duration day = shape.day();
        Duration length = day.multipliedBy(days);
        List<Event> events = new ArrayList<>();
        for (int n = 0; n <= days; n++) {
            Duration midnight = day.multipliedBy(n).minus(offset);
            events.add(new Event(midnight.plus(shape.morningPeak()), Kind.PEAK, "morning peak"));
            events.add(new Event(midnight.plus(shape.eveningPeak()), Kind.PEAK, "evening peak"));
        }
        events.add(new Event(length.multipliedBy(13).dividedBy(30), Kind.DEPLOYMENT, "payment"));
        events.add(new Event(length.multipliedBy(21).dividedBy(30), Kind.RESTART, "inventory"));
        return new Plan(
                events.stream()
                        .filter(event -> !event.at().isNegative() && event.at().compareTo(length) < 0)
                        .sorted(Comparator.comparing(Event::at))
                        .toList(),
                length);
    }
}
