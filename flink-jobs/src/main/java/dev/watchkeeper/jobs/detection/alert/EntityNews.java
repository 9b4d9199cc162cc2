package dev.watchkeeper.jobs.detection.alert;

import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What correlation hears of an entity: only changes. Sent with each window of an open alert, when the set of callees
 * changes, and now and then so that calls are not forgotten.
 *
 * @param timeMillis the window's end
 * @param alert the alert where one is open or closes
 * @param calls its outgoing calls
 */
public record EntityNews(
        Entity entity, long timeMillis, @Nullable AlertState alert, List<Call> calls) {}
