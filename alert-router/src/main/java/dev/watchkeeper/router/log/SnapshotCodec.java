package dev.watchkeeper.router.log;

import static dev.watchkeeper.router.log.CaseCodec.records;
import static dev.watchkeeper.router.log.CaseCodec.text;

import dev.watchkeeper.router.decide.Case;
import dev.watchkeeper.router.decide.Fate;
import dev.watchkeeper.router.decide.Partition;
import dev.watchkeeper.router.decide.Position;
import dev.watchkeeper.router.decide.Publication;
import dev.watchkeeper.router.decide.Refusal;
import dev.watchkeeper.router.decide.RouterState;
import dev.watchkeeper.schemas.record.Decision;
import dev.watchkeeper.schemas.record.Review;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/** The whole state to bytes and back; equal states have equal bytes. */
public final class SnapshotCodec {

    private final LogFormat format = new LogFormat();
    private final CaseCodec cases = new CaseCodec(format);

    /** The state's bytes. */
    public byte[] encode(RouterState state) {
        GenericRecord datum = format.record("Snapshot");
        datum.put("sequence", state.sequence());
        datum.put("timeMillis", state.timeMillis());
        datum.put(
                "offsets",
                state.offsets().entrySet().stream()
                        .map(each -> offset(each.getKey(), each.getValue()))
                        .toList());
        datum.put("cases", state.cases().values().stream().map(cases::encode).toList());
        datum.put(
                "counts",
                state.counts().entrySet().stream()
                        .map(each -> count(each.getKey(), each.getValue()))
                        .toList());
        datum.put("publications", state.publications());
        datum.put(
                "unpublished",
                state.unpublished().entrySet().stream()
                        .map(each -> publication(each.getKey(), each.getValue()))
                        .toList());
        datum.put(
                "commands",
                state.commands().entrySet().stream()
                        .map(each -> command(each.getKey(), each.getValue()))
                        .toList());
        datum.put("refusals", state.refusals().stream().map(this::refusal).toList());
        return format.encode(datum);
    }

    /** The state; fails where the bytes are none, or a later program's. */
    public RouterState decode(byte[] bytes) {
        GenericRecord datum = format.decode("Snapshot", bytes);
        TreePMap<Partition, Long> offsets = TreePMap.empty();
        for (GenericRecord each : each(datum, "offsets")) {
            offsets = offsets.plus(EntryCodec.partition(each), (Long) each.get("offset"));
        }
        TreePMap<String, Case> known = TreePMap.empty();
        TreePMap<String, String> incidentByReview = TreePMap.empty();
        for (GenericRecord each : each(datum, "cases")) {
            Case decoded = cases.decode(each);
            known = known.plus(decoded.incidentId(), decoded);
            for (Review review : decoded.reviews()) {
                incidentByReview = incidentByReview.plus(review.getId(), decoded.incidentId());
            }
        }
        TreePMap<String, Long> counts = TreePMap.empty();
        for (GenericRecord each : each(datum, "counts")) {
            counts = counts.plus(text(each, "name"), (Long) each.get("value"));
        }
        TreePMap<Long, Publication> unpublished = TreePMap.empty();
        for (GenericRecord each : each(datum, "unpublished")) {
            unpublished = unpublished.plus(
                    (Long) each.get("number"),
                    new Publication((@Nullable Decision) each.get("decision"), (@Nullable Review) each.get("review")));
        }
        TreePMap<Long, String> commands = TreePMap.empty();
        for (GenericRecord each : each(datum, "commands")) {
            commands = commands.plus((Long) each.get("index"), text(each, "id"));
        }
        return new RouterState(
                (long) datum.get("sequence"),
                (long) datum.get("timeMillis"),
                offsets,
                known,
                incidentByReview,
                counts,
                (long) datum.get("publications"),
                unpublished,
                commands,
                TreePVector.from(each(datum, "refusals").stream()
                        .map(SnapshotCodec::refusal)
                        .toList()));
    }

    private static List<GenericRecord> each(GenericRecord datum, String field) {
        return records(datum, field).stream().map(GenericRecord.class::cast).toList();
    }

    private GenericRecord offset(Partition partition, long offset) {
        GenericRecord datum = format.record("Offset");
        EntryCodec.put(datum, partition);
        datum.put("offset", offset);
        return datum;
    }

    private GenericRecord count(String name, long value) {
        GenericRecord datum = format.record("Count");
        datum.put("name", name);
        datum.put("value", value);
        return datum;
    }

    private GenericRecord publication(long number, Publication publication) {
        GenericRecord datum = format.record("Publication");
        datum.put("number", number);
        datum.put("decision", publication.decision());
        datum.put("review", publication.review());
        return datum;
    }

    private GenericRecord command(long index, String id) {
        GenericRecord datum = format.record("Command");
        datum.put("index", index);
        datum.put("id", id);
        return datum;
    }

    private GenericRecord refusal(Refusal refusal) {
        GenericRecord datum = format.record("Refusal");
        EntryCodec.put(datum, refusal.position().partition());
        datum.put("offset", refusal.position().offset());
        datum.put("fate", EntryCodec.symbol(format, refusal.fate()));
        datum.put("reason", refusal.reason());
        datum.put("detail", refusal.detail());
        datum.put("timeMillis", refusal.timeMillis());
        return datum;
    }

    private static Refusal refusal(GenericRecord datum) {
        return new Refusal(
                new Position(EntryCodec.partition(datum), (long) datum.get("offset")),
                Fate.valueOf(text(datum, "fate")),
                text(datum, "reason"),
                text(datum, "detail"),
                (long) datum.get("timeMillis"));
    }
}
