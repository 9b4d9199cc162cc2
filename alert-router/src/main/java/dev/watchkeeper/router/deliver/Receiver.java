package dev.watchkeeper.router.deliver;

/**
 * Who is told. An implementation may be told the same more than once and must then end up as if told once: by the
 * alert's labels, or by the notice's key.
 */
public interface Receiver {

    /** Its declared name. */
    String name();

    /** Whether it forgets an alert that is not told again and again while it lasts. */
    boolean forgets();

    /**
     * Tells, and returns once it is confirmed.
     *
     * @throws DeliveryFailure what the caller may do next
     */
    void tell(Notice notice) throws DeliveryFailure, InterruptedException;
}
