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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph with one input {@code float[N, features]} and an output {@code float[N]} or {@code float[N, 1]}, run by ONNX
 * Runtime on one thread. Buffers are direct and reused; tensors are made once for each batch size that occurs.
 */
public final class OnnxScorer implements Scorer {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final String output;
    private final boolean flat;
    private final int features;
    private final int batch;
    private final boolean padded;
    private final FloatBuffer in;
    private final FloatBuffer out;
    private final @Nullable Run[] runs;

    /** Tensors over the shared buffers for one batch size. */
    private record Run(
            OnnxTensor in, OnnxTensor out, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    /**
     * Opens a graph.
     *
     * @param graph the bytes of {@code model.onnx}
     * @param output name of the output that is the margin
     * @param features numbers in a row
     * @param batch the most rows of one run
     * @param padded whether every run has {@code batch} rows: for graphs whose bits change with the batch's size
     * @throws ModelRefused where the graph is no graph, or not of that shape
     */
    public OnnxScorer(byte[] graph, String output, int features, int batch, boolean padded) {
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
            this.input = input(session, features);
            this.flat = output(session, output);
        } catch (RuntimeException e) {
            close(session);
            throw e;
        }
        this.in = direct(batch * features);
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

    private static String input(OrtSession session, int features) {
        Map<String, NodeInfo> inputs = infos(session, true);
        if (inputs.size() != 1) {
            throw new ModelRefused(Reason.INPUTS, "one input expected, found " + inputs.keySet());
        }
        Map.Entry<String, NodeInfo> only = inputs.entrySet().iterator().next();
        long[] shape = shape(only.getValue(), Reason.INPUTS);
        if (shape.length != 2 || shape[0] > 0 || shape[1] != features) {
            throw new ModelRefused(
                    Reason.INPUTS,
                    "float[N, " + features + "] expected, found "
                            + only.getValue().getInfo());
        }
        return only.getKey();
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
        in.clear();
        in.put(rows, from * features, count * features);
        for (int i = count * features; i < size * features; i++) {
            in.put(i, 0);
        }
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

    private Run prepare(int size) throws OrtException {
        FloatBuffer rows = in.duplicate().clear().limit(size * features);
        FloatBuffer results = out.duplicate().clear().limit(size);
        OnnxTensor given = OnnxTensor.createTensor(environment, rows, new long[] {size, features});
        long[] shape = flat ? new long[] {size} : new long[] {size, 1};
        OnnxTensor pinned = OnnxTensor.createTensor(environment, results, shape);
        return new Run(given, pinned, Map.of(input, given), Map.of(output, pinned));
    }

    @Override
    public void close() {
        for (int i = 0; i < runs.length; i++) {
            Run run = runs[i];
            if (run != null) {
                run.in.close();
                run.out.close();
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
