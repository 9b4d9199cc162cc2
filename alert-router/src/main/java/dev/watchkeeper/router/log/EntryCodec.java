package dev.watchkeeper.router.log;

import static dev.watchkeeper.router.log.CaseCodec.records;
import static dev.watchkeeper.router.log.CaseCodec.text;

import dev.watchkeeper.router.decide.Case;
import dev.watchkeeper.router.decide.Change;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.Fate;
import dev.watchkeeper.router.decide.Partition;
import dev.watchkeeper.router.decide.Position;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Entries to bytes and back. */
public final class EntryCodec {

    private final LogFormat format = new LogFormat();
    private final CaseCodec cases = new CaseCodec(format);
    private final Change.Visitor<GenericRecord> encoding = new Encoding();

    /** The entry's bytes. */
    public byte[] encode(Entry entry) {
        GenericRecord datum = format.record("Entry");
        datum.put("commandId", entry.commandId());
        datum.put("expectedSequence", entry.expectedSequence());
        datum.put("timeMillis", entry.timeMillis());
        datum.put(
                "changes",
                entry.changes().stream().map(change -> change.accept(encoding)).toList());
        return format.encode(datum);
    }

    /** The entry; fails where the bytes are none, or a later program's. */
    public Entry decode(byte[] bytes) {
        GenericRecord datum = format.decode("Entry", bytes);
        return new Entry(
                text(datum, "commandId"),
                (long) datum.get("expectedSequence"),
                (long) datum.get("timeMillis"),
                records(datum, "changes").stream()
                        .map(change -> change((GenericRecord) change))
                        .toList());
    }

    private Change change(GenericRecord datum) {
        return switch (datum.getSchema().getName()) {
            case "ReadFrom" ->
                new Change.ReadFrom(partition(datum), (long) datum.get("offset"), (boolean) datum.get("moved"));
            case "Taken" ->
                new Change.Taken(
                        new Position(partition(datum), (long) datum.get("offset")),
                        Fate.valueOf(text(datum, "fate")),
                        text(datum, "reason"),
                        text(datum, "detail"));
            case "Revised" -> new Change.Revised(cases.decode((GenericRecord) datum.get("revised")));
            case "Published" -> new Change.Published((long) datum.get("through"));
            case "Forgotten" -> new Change.Forgotten(text(datum, "incidentId"));
            default ->
                throw new UndecodableEntry("no change " + datum.getSchema().getName() + " is known", null);
        };
    }

    static Partition partition(GenericRecord datum) {
        return new Partition(text(datum, "topic"), (int) datum.get("partition"));
    }

    static void put(GenericRecord datum, Partition partition) {
        datum.put("topic", partition.topic());
        datum.put("partition", partition.number());
    }

    static Object symbol(LogFormat format, Fate fate) {
        return new GenericData.EnumSymbol(
                format.schema("Taken").getField("fate").schema(), fate.name());
    }

    private final class Encoding implements Change.Visitor<GenericRecord> {

        @Override
        public GenericRecord readFrom(Change.ReadFrom change) {
            GenericRecord datum = format.record("ReadFrom");
            put(datum, change.partition());
            datum.put("offset", change.offset());
            datum.put("moved", change.moved());
            return datum;
        }

        @Override
        public GenericRecord taken(Change.Taken change) {
            GenericRecord datum = format.record("Taken");
            put(datum, change.position().partition());
            datum.put("offset", change.position().offset());
            datum.put("fate", symbol(format, change.fate()));
            datum.put("reason", change.reason());
            datum.put("detail", change.detail());
            return datum;
        }

        @Override
        public GenericRecord revised(Change.Revised change) {
            Case revised = change.revised();
            GenericRecord datum = format.record("Revised");
            datum.put("revised", cases.encode(revised));
            return datum;
        }

        @Override
        public GenericRecord published(Change.Published change) {
            GenericRecord datum = format.record("Published");
            datum.put("through", change.through());
            return datum;
        }

        @Override
        public GenericRecord forgotten(Change.Forgotten change) {
            GenericRecord datum = format.record("Forgotten");
            datum.put("incidentId", change.incidentId());
            return datum;
        }
    }
}
