package dev.watchkeeper.ingest.receive;

import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.watchkeeper.ingest.decode.Encoding;
import dev.watchkeeper.ingest.decode.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.curioswitch.common.protobuf.json.MessageMarshaller;

/** Answers as bytes, in the encoding of the request. */
final class Bodies {

    private static final MessageMarshaller JSON = MessageMarshaller.builder()
            .register(Status.getDefaultInstance())
            .register(RetryInfo.getDefaultInstance())
            .register(Signal.SPANS.answer().of(0, ""))
            .register(Signal.METRICS.answer().of(0, ""))
            .register(Signal.LOGS.answer().of(0, ""))
            .omittingInsignificantWhitespace(true)
            .build();

    private Bodies() {}

    static byte[] bytes(Message message, Encoding encoding) {
        if (encoding == Encoding.PROTOBUF) {
            return message.toByteArray();
        }
        try {
            return JSON.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
