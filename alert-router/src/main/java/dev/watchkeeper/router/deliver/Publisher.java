package dev.watchkeeper.router.deliver;

import dev.watchkeeper.router.decide.Publication;
import java.util.SortedMap;

/** Publishes revisions of decisions and reviews to their readers, at least once, in their order. */
public interface Publisher {

    /** Sets under way what isn't yet, of all that the state says is unpublished. Returns at once. */
    void publish(SortedMap<Long, Publication> unpublished);

    /** The number up to which all is acknowledged, as far as this process knows; 0 for none. */
    long confirmedThrough();
}
