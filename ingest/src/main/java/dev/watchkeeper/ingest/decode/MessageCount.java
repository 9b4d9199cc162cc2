package dev.watchkeeper.ingest.decode;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.io.IOException;

/**
 * Counts the messages in protobuf bytes without making them. Two bytes of an empty nested message become an object of
 * a hundred or more, so twenty harmless megabytes could fill the heap.
 */
final class MessageCount {

    private final CodedInputStream in;
    private final Budget budget;

    private MessageCount(byte[] body, Budget budget) {
        this.in = CodedInputStream.newInstance(body);
        this.in.setRecursionLimit(Decoder.MAX_DEPTH);
        this.budget = budget;
    }

    /** Throws where the bytes hold more messages than allowed. */
    static void bounded(Descriptor type, byte[] body, Budget budget) throws IOException, BadInput {
        new MessageCount(body, budget).walk(type, 0);
    }

    private void walk(Descriptor type, int depth) throws IOException, BadInput {
        if (depth > Decoder.MAX_DEPTH) {
            throw new BadInput(Reason.TOO_DEEP, "at most " + Decoder.MAX_DEPTH + " levels expected");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null
                    || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
                    || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                in.skipField(tag);
                continue;
            }
            if (!budget.one()) {
                throw new BadInput(Reason.TOO_LARGE, "at most " + budget.max() + " messages in a request expected");
            }
            int outer = in.pushLimit(in.readRawVarint32());
            walk(field.getMessageType(), depth + 1);
            in.popLimit(outer);
        }
    }
}
