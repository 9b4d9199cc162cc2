package dev.watchkeeper.ingest.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.google.protobuf.Message;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.io.IOException;
import org.curioswitch.common.protobuf.json.MessageMarshaller;

/** Reads OTLP/JSON: protobuf's JSON, but ids in hex; unknown fields are ignored. Thread-safe. */
final class JsonDecoder {

    /** Braces and brackets within one another: three for each level of an attribute value, as deep as protobuf's bound. */
    private static final int MAX_DEPTH = 160;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final MessageMarshaller marshaller = MessageMarshaller.builder()
            .register(Signal.SPANS.empty())
            .register(Signal.METRICS.empty())
            .register(Signal.LOGS.empty())
            .ignoringUnknownFields(true)
            .build();

    <Q extends Message> Q decode(Signal<Q> signal, byte[] body, Budget budget) throws BadInput {
        Message.Builder request = signal.empty().newBuilderForType();
        try (JsonParser raw = factory.createParser(body);
                OtlpJsonParser json = new OtlpJsonParser(raw, signal.root(), budget)) {
            marshaller.mergeValue(json, request);
            if (json.nextToken() != null) {
                throw new BadInput(Reason.NOT_OTLP, signal.name() + ": one JSON object expected, found more behind it");
            }
            if (json.foreign()) {
                throw new BadInput(
                        Reason.NOT_OTLP, "field " + signal.root().getJsonName() + " expected, found only others");
            }
        } catch (TooManyMessages e) {
            throw new BadInput(Reason.TOO_LARGE, "at most " + budget.max() + " objects in a request expected");
        } catch (IOException e) {
            throw new BadInput(reason(e), signal.name() + ": " + body.length + " bytes: " + sentence(e));
        } catch (IllegalArgumentException e) {
            throw new BadInput(Reason.NOT_OTLP, signal.name() + ": " + e.getMessage());
        }
        @SuppressWarnings("unchecked") // an empty Q's builder makes a Q
        Q made = (Q) request.build();
        return made;
    }

    private static Reason reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonEOFException) {
                return Reason.TRUNCATED;
            }
            if (cause instanceof StreamConstraintsException) {
                return Reason.TOO_DEEP;
            }
        }
        // The marshaller wraps Jackson's exceptions in protobuf's and keeps only the sentence, or bounds the depth
        // itself.
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Unexpected end-of-input")) {
            return Reason.TRUNCATED;
        }
        return message.contains("too deep") || message.contains("recursion") || message.contains("nesting depth")
                ? Reason.TOO_DEEP
                : Reason.NOT_OTLP;
    }

    private static String sentence(IOException e) {
        String message = String.valueOf(e.getMessage());
        int line = message.indexOf('\n');
        return line < 0 ? message : message.substring(0, line);
    }

    /** Thrown through the marshaller, which passes unchecked exceptions on. */
    static final class TooManyMessages extends RuntimeException {
        TooManyMessages() {
            super("too many messages", null, false, false);
        }
    }
}
