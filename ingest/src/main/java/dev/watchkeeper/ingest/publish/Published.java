package dev.watchkeeper.ingest.publish;

import dev.watchkeeper.ingest.reject.Rejection;
import java.util.List;

/**
 * What Kafka acknowledged of a request.
 *
 * @param records how many of its records
 * @param rejections what was refused, each with its line on record
 */
public record Published(long records, List<Rejection> rejections) {

    public Published {
        rejections = List.copyOf(rejections);
    }
}
