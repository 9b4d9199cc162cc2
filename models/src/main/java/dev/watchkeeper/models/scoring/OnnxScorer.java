package dev.watchkeeper.models.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.watchkeeper.models.contract.ModelRefused;
import dev.watchkeeper.models.contract.ModelRefused.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph with one input {@code float[N, features]} and an output {@code float[N]} or {@code float[N, 1]}, run by ONNX
 * Runtime on one thread. Where missing numbers are masked, the graph has a second input of the same shape, {@value
 * #MASK}: a number that is NaN goes in as 0 with 0 in the mask, any other as it is with 1. Buffers are direct and reused; tensors are made once for each batch size that occurs.
 */
public final class OnnxScorer implements Scorer {

    /** The name of the second input, where there is one. */
    public static final String MASK = "mask";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final String output;
    private final boolean flat;
    private final int features;
    private final int batch;
    private final boolean padded;
    private final FloatBuffer in;
    private final @Nullable FloatBuffer known;
    private final FloatBuffer out;
    private final @Nullable Run[] runs;

    /** Tensors over the shared buffers for one batch size. */
    private record Run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {

        void close() {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
        }
    }

    /**
     * Opens a graph without a mask.
     *
     * @throws ModelRefused where the graph is no graph, or not of that shape
     */
    public OnnxScorer(byte[] graph, String output, int features, int batch, boolean padded) {
        this(graph, output, features, batch, padded, false);
    }

    /**
     * Opens a graph.
     *
     * @param graph the bytes of {@code model.onnx}
     * @param output name of the output that is the margin
     * @param features numbers in a row
     * @param batch the most rows of one run
     * @param padded whether every run has {@code batch} rows: for graphs whose bits change with the batch's size
     * @param masked whether the graph takes a mask
     * @throws ModelRefused where the graph is no graph, or not of that shape
     */
    public OnnxScorer(byte[] graph, String output, int features, int batch, boolean padded, boolean masked) {
        if (features < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "features and batch of 1 or more expected, found " + features + ", " + batch);
        }
        this.output = output;
        this.features = features;
        this.batch = batch;
        this.padded = padded;
        this.session = open(environment, graph);
        try {
            this.input = input(session, features, masked);
            this.flat = output(session, output);
        } catch (RuntimeException e) {
            close(session);
            throw e;
        }
        this.in = direct(batch * features);
        this.known = masked ? direct(batch * features) : null;
        this.out = direct(batch);
        this.runs = new Run[batch + 1];
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static OrtSession open(OrtEnvironment environment, byte[] graph) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            return environment.createSession(graph, options);
        } catch (OrtException e) {
            throw new ModelRefused(Reason.NOT_ONNX, graph.length + " bytes: " + e.getMessage(), e);
        }
    }

    private static String input(OrtSession session, int features, boolean masked) {
        Map<String, NodeInfo> inputs = infos(session, true);
        List<String> rows = inputs.keySet().stream()
                .filter(name -> !(masked && name.equals(MASK)))
                .toList();
        if (rows.size() != 1 || inputs.size() != (masked ? 2 : 1)) {
            throw new ModelRefused(
                    Reason.INPUTS,
                    (masked ? "an input and '" + MASK + "'" : "one input") + " expected, found " + inputs.keySet());
        }
        for (NodeInfo info : inputs.values()) {
            long[] shape = shape(info, Reason.INPUTS);
            if (shape.length != 2 || shape[0] > 0 || shape[1] != features) {
                throw new ModelRefused(Reason.INPUTS, "float[N, " + features + "] expected, found " + info.getInfo());
            }
        }
        return rows.get(0);
    }

    /** Whether the output has one dimension. */
    private static boolean output(OrtSession session, String name) {
        NodeInfo info = infos(session, false).get(name);
        if (info == null) {
            throw new ModelRefused(Reason.OUTPUTS, "output '" + name + "' expected, found " + session.getOutputNames());
        }
        long[] shape = shape(info, Reason.OUTPUTS);
        boolean column = shape.length == 2 && shape[1] == 1;
        if (shape.length != 1 && !column) {
            throw new ModelRefused(Reason.OUTPUTS, name + ": float[N] expected, found " + info.getInfo());
        }
        return !column;
    }

    private static Map<String, NodeInfo> infos(OrtSession session, boolean ofInputs) {
        try {
            return ofInputs ? session.getInputInfo() : session.getOutputInfo();
        } catch (OrtException e) {
            throw new ModelRefused(ofInputs ? Reason.INPUTS : Reason.OUTPUTS, String.valueOf(e.getMessage()), e);
        }
    }

    private static long[] shape(NodeInfo node, Reason reason) {
        if (node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
            return tensor.getShape();
        }
        throw new ModelRefused(reason, node.getName() + ": a tensor of float expected, found " + node.getInfo());
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void score(float[] rows, int count, float[] margins) {
        for (int done = 0; done < count; done += batch) {
            run(rows, done, Math.min(batch, count - done), margins);
        }
    }

    private void run(float[] rows, int from, int count, float[] margins) {
        int size = padded ? batch : count;
        fill(rows, from * features, count * features, size * features);
        try {
            Run run = runs[size];
            if (run == null) {
                run = prepare(size);
                runs[size] = run;
            }
            session.run(run.inputs, Set.of(), run.outputs).close();
        } catch (OrtException e) {
            throw new ModelRefused(Reason.MISBEHAVED, "a batch of " + size + ": " + e.getMessage(), e);
        }
        out.clear();
        out.get(margins, from, count);
        for (int i = from; i < from + count; i++) {
            if (!Float.isFinite(margins[i])) {
                throw new ModelRefused(Reason.MISBEHAVED, "a finite margin expected, found " + margins[i]);
            }
        }
    }

    private void fill(float[] rows, int from, int count, int size) {
        in.clear();
        in.put(rows, from, count);
        for (int i = count; i < size; i++) {
            in.put(i, 0);
        }
        if (known != null) {
            for (int i = 0; i < size; i++) {
                boolean missing = Float.isNaN(in.get(i));
                known.put(i, missing ? 0 : 1);
                in.put(i, missing ? 0 : in.get(i));
            }
        }
    }

    private Run prepare(int size) throws OrtException {
        Map<String, OnnxTensor> given = new HashMap<>();
        given.put(input, rows(in, size));
        if (known != null) {
            given.put(MASK, rows(known, size));
        }
        FloatBuffer results = out.duplicate().clear().limit(size);
        long[] shape = flat ? new long[] {size} : new long[] {size, 1};
        OnnxTensor pinned = OnnxTensor.createTensor(environment, results, shape);
        return new Run(Map.copyOf(given), Map.of(output, pinned));
    }

    private OnnxTensor rows(FloatBuffer buffer, int size) throws OrtException {
        FloatBuffer rows = buffer.duplicate().clear().limit(size * features);
        return OnnxTensor.createTensor(environment, rows, new long[] {size, features});
    }

    @Override
    public void close() {
        for (int i = 0; i < runs.length; i++) {
            Run run = runs[i];
            if (run != null) {
                run.close();
                runs[i] = null;
            }
        }
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session was open", e);
        }
    }
}
