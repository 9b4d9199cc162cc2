package dev.watchkeeper.ingest.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.io.IOException;
import java.util.Map;

/** Reads a request of one signal, within bounds that hold before memory is spent. Thread-safe. */
public final class Decoder {

    /** Protobuf messages nested in one another; an attribute value costs two a level. */
    static final int MAX_DEPTH = 64;

    private final int maxMessages;
    private final JsonDecoder json;

    /**
     * A decoder.
     *
     * @param maxMessages how many messages, nested ones included, a request may hold: two bytes can cost a hundred
     */
    public Decoder(int maxMessages) {
        this.maxMessages = maxMessages;
        this.json = new JsonDecoder(maxMessages);
    }

    /**
     * The request.
     *
     * @throws BadInput NOT_OTLP, TRUNCATED, TOO_DEEP or TOO_LARGE
     */
    public <Q extends Message> Q decode(Signal<Q> signal, Encoding encoding, byte[] body) throws BadInput {
        return encoding == Encoding.JSON ? json.decode(signal, body) : protobuf(signal, body);
    }

    private <Q extends Message> Q protobuf(Signal<Q> signal, byte[] body) throws BadInput {
        try {
            // Every message takes two bytes at least, so a small body needs no counting.
            if (body.length / 2 > maxMessages) {
                MessageCount.bounded(signal.empty().getDescriptorForType(), body, maxMessages);
            }
            CodedInputStream in = CodedInputStream.newInstance(body);
            in.setRecursionLimit(MAX_DEPTH);
            @SuppressWarnings("unchecked") // an empty Q's parser makes a Q
            Q request = (Q) signal.empty().getParserForType().parseFrom(in);
            if (request.getAllFields().isEmpty()
                    && !request.getUnknownFields().asMap().isEmpty()) {
                throw new BadInput(
                        Reason.NOT_OTLP,
                        "field " + signal.root().getJsonName() + " expected, found only unknown fields");
            }
            return request;
        } catch (InvalidProtocolBufferException e) {
            throw new BadInput(reason(e), signal.name() + ": " + body.length + " bytes: " + e.getMessage());
        } catch (IOException e) {
            throw new BadInput(Reason.NOT_OTLP, signal.name() + ": " + e.getMessage());
        }
    }

    /** Protobuf tells its failures apart only by their sentences, so we compare with the sentences it makes itself. */
    private static Reason reason(InvalidProtocolBufferException e) {
        String message = String.valueOf(e.getMessage());
        return FAILURES.entrySet().stream()
                .filter(known -> message.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Reason.NOT_OTLP);
    }

    private static final Map<String, Reason> FAILURES =
            Map.of("ended unexpectedly in the middle", Reason.TRUNCATED, "too many levels of nesting", Reason.TOO_DEEP);
}
