package dev.watchkeeper.ingest.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongConsumer;

/** Reads a request of one signal, within bounds that hold before memory is spent. Thread-safe. */
public final class Decoder {

    /** Protobuf messages nested in one another; an attribute value costs two a level. */
    static final int MAX_DEPTH = 64;

    private final int maxMessages;
    private final JsonDecoder json = new JsonDecoder();

    /**
     * A decoder.
     *
     * @param maxMessages how many messages, nested ones included, a request may hold: two bytes can cost a hundred
     */
    public Decoder(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    /**
     * The request.
     *
     * @throws BadInput NOT_OTLP, TRUNCATED, TOO_DEEP or TOO_LARGE
     */
    public <Q extends Message> Q decode(Signal<Q> signal, Encoding encoding, byte[] body) throws BadInput {
        return decode(signal, encoding, body, bytes -> {});
    }

    /**
     * The request.
     *
     * @param room told of the memory that its messages will take, before it is taken; may throw to stop it
     * @throws BadInput NOT_OTLP, TRUNCATED, TOO_DEEP or TOO_LARGE
     */
    public <Q extends Message> Q decode(Signal<Q> signal, Encoding encoding, byte[] body, LongConsumer room)
            throws BadInput {
        Budget budget = new Budget(maxMessages, room);
        return encoding == Encoding.JSON ? json.decode(signal, body, budget) : protobuf(signal, body, budget);
    }

    private <Q extends Message> Q protobuf(Signal<Q> signal, byte[] body, Budget budget) throws BadInput {
        try {
            if (!budget.coversAll(body.length)) {
                MessageCount.bounded(signal.empty().getDescriptorForType(), body, budget);
            }
            CodedInputStream in = CodedInputStream.newInstance(body);
            in.setRecursionLimit(MAX_DEPTH);
            @SuppressWarnings("unchecked") // an empty Q's parser makes a Q
            Parser<Q> parser = (Parser<Q>) signal.empty().getParserForType();
            // Unknown fields are not counted, and would be kept as objects.
            Q request = DiscardUnknownFieldsParser.wrap(parser).parseFrom(in);
            if (body.length > 0 && request.getAllFields().isEmpty()) {
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
