package dev.watchkeeper.review.queue;

/**
 * Where a review stands here. The router's word wins over ours.
 *
 * <pre>
 * OPEN     -&gt; HELD       answered, may be undone
 * OPEN     -&gt; ANSWERED   answered at once
 * HELD     -&gt; OPEN       undone
 * HELD     -&gt; ANSWERED   the hold is over
 * OPEN     -&gt; EXPIRED    nobody answered in time: said by the router, or by our clock before it said so
 * any      -&gt; WITHDRAWN | EXPIRED | ANSWERED   said by the router
 * </pre>
 */
public enum Standing {
    /** Waits for an answer. */
    OPEN,
    /** Answered; the answer has not left yet and may be undone. */
    HELD,
    /** Answered. */
    ANSWERED,
    /** The question is void. */
    WITHDRAWN,
    /** Nobody answered in time. */
    EXPIRED
}
