package dev.watchkeeper.ingest.normalize;

/**
 * Turns a request into our records. Pure: the same request, sender and time give the same records.
 *
 * @param <Q> the OTLP request
 * @param <T> our record
 */
@FunctionalInterface
public interface Normalizer<Q, T> {

    /**
     * Every record of the request is either among the result's records or counted among its rejections.
     *
     * @param nowUnixNano ingest's clock, against which event times are judged
     */
    Normalized<T> normalize(Q request, Sender sender, long nowUnixNano);
}
