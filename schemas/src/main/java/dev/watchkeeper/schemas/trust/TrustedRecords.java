package dev.watchkeeper.schemas.trust;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Since 1.12.2 Avro instantiates only classes that somebody vouched for, by a system property of the JVM or in code.
 * Every generated record calls {@link #trust()} when its class is loaded, so that no launcher, test or Flink task has to
 * remember a flag. Only our package of generated records is added; what was trusted before stays so.
 */
public final class TrustedRecords {

    private static final String PACKAGE = "dev.watchkeeper.schemas.record.";

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), TrustedRecords::isOurs));
    }

    private TrustedRecords() {}

    /** Adds our records to what Avro trusts; further calls change nothing. */
    public static void trust() {
        // loading this class does it, once
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(PACKAGE);
    }
}
