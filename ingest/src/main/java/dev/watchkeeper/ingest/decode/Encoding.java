package dev.watchkeeper.ingest.decode;

/** How an OTLP message is written. */
public enum Encoding {
    /** Binary protobuf. */
    PROTOBUF("application/x-protobuf"),
    /** OTLP/JSON: protobuf's JSON with ids in hex. */
    JSON("application/json");

    private final String mediaType;

    Encoding(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The HTTP content type. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * What the bytes look like. No protobuf of ours starts with a brace: it would be a group of field 15, which OTLP's
     * requests do not have.
     */
    public static Encoding sniff(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '{') {
                return JSON;
            }
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return PROTOBUF;
            }
        }
        return PROTOBUF;
    }
}
