package dev.watchkeeper.jobs.connect;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** Flink's type information of our Avro classes: between operators and in state they are Avro too, and evolve as such. */
public final class AvroTypes {

    private AvroTypes() {}

    /** The type information of a generated class. */
    public static <T extends SpecificRecordBase> TypeInformation<T> of(Class<T> type) {
        return new AvroTypeInfo<>(type);
    }

    /** The type information of a topic's records, whose class is known only as a specific record. */
    @SuppressWarnings("unchecked") // every generated class extends SpecificRecordBase
    static <T> TypeInformation<T> ofGenerated(Class<T> type) {
        return (TypeInformation<T>) of(type.asSubclass(SpecificRecordBase.class));
    }
}
