package dev.watchkeeper.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For any request, OTLP/JSON reads as the same message as protobuf. Requests are made from the descriptors, so that
 * every field of every signal occurs; JSON is written by protobuf's own printer, with its base 64 ids turned to hex.
 */
final class JsonRoundTripTest {

    private static final Pattern BASE64_ID =
            Pattern.compile("(\"(?:traceId|spanId|parentSpanId)\":\\s*)\"([A-Za-z0-9+/=]*)\"");

    private final Decoder decoder = new Decoder(1_000_000);

    static Stream<Arguments> requests() {
        return IntStream.range(0, 60)
                .boxed()
                .flatMap(seed -> Stream.of(Signal.SPANS, Signal.METRICS, Signal.LOGS)
                        .map(signal -> Arguments.of(signal.name(), (long) seed, signal)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("requests")
    void json_readsAsProtobufDoes(String name, long seed, Signal<?> signal) throws Exception {
        Message request = random(signal.empty().newBuilderForType(), new Random(seed), 0);
        byte[] protobuf = request.toByteArray();
        byte[] json = json(request, seed).getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.decode(signal, Encoding.PROTOBUF, protobuf)).isEqualTo(request);
        assertThat(decoder.decode(signal, Encoding.JSON, json)).isEqualTo(request);
    }

    private static String json(Message request, long seed) throws Exception {
        JsonFormat.Printer printer = JsonFormat.printer();
        String base64 = (seed % 2 == 0 ? printer.printingEnumsAsInts() : printer).print(request);
        return BASE64_ID.matcher(base64).replaceAll(JsonRoundTripTest::hex);
    }

    private static String hex(MatchResult id) {
        return id.group(1)
                + '"'
                + HexFormat.of().formatHex(java.util.Base64.getDecoder().decode(id.group(2)))
                + '"';
    }

    private static Message random(Message.Builder builder, Random random, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            boolean oneofTaken =
                    field.getRealContainingOneof() != null && builder.hasOneof(field.getRealContainingOneof());
            boolean present = depth < 3 || random.nextInt(3) > 0;
            if (oneofTaken || !present || depth > 9 || field.getName().endsWith("strindex")) {
                continue;
            }
            if (field.isRepeated()) {
                int count = random.nextInt(3) + (depth < 3 ? 1 : 0);
                for (int i = 0; i < count; i++) {
                    builder.addRepeatedField(field, value(builder, field, random, depth));
                }
            } else if (field.getRealContainingOneof() == null || random.nextBoolean()) {
                builder.setField(field, value(builder, field, random, depth));
            }
        }
        return builder.build();
    }

    private static Object value(Message.Builder builder, FieldDescriptor field, Random random, int depth) {
        return switch (field.getJavaType()) {
            case INT -> field.getType() == FieldDescriptor.Type.UINT32 ? random.nextInt(1 << 30) : random.nextInt();
            case LONG -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt(100);
            case FLOAT -> random.nextFloat();
            case DOUBLE ->
                List.of(random.nextGaussian() * 1e9, 0.0, Double.NaN, Double.NEGATIVE_INFINITY, 1e300)
                        .get(random.nextInt(5));
            case BOOLEAN -> random.nextBoolean();
            case STRING ->
                List.of("", "plain", "quote\" back\\ \n\u0001", "\u00e4\u20ac\uD83D\uDE00", "{\"traceId\"")
                        .get(random.nextInt(5));
            case BYTE_STRING -> id(random, field.getName());
            case ENUM -> {
                List<EnumValueDescriptor> values = field.getEnumType().getValues();
                yield values.get(random.nextInt(values.size()));
            }
            case MESSAGE -> random(builder.newBuilderForField(field), random, depth + 1);
        };
    }

    private static ByteString id(Random random, String name) {
        byte[] bytes = new byte[name.startsWith("trace") ? 16 : name.endsWith("span_id") ? 8 : random.nextInt(5)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
