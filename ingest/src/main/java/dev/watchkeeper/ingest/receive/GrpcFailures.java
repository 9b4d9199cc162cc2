package dev.watchkeeper.ingest.receive;

import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.watchkeeper.ingest.decode.Encoding;
import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** What is answered where a call fails before our own method sees it: while its message is read and inflated. */
final class GrpcFailures implements GrpcExceptionHandlerFunction {

    private final Intake intake;
    private final List<Signal<?>> signals;
    private final int maxBytes;
    private final Duration retryAfter;

    GrpcFailures(Intake intake, List<Signal<?>> signals, int maxBytes, Duration retryAfter) {
        this.intake = intake;
        this.signals = signals;
        this.maxBytes = maxBytes;
        this.retryAfter = retryAfter;
    }

    @Override
    public Status apply(RequestContext ctx, Status status, Throwable thrown, Metadata trailers) {
        Throwable cause = Exceptions.peel(thrown);
        if (cause instanceof NoRoom || cause instanceof RejectedExecutionException) {
            StatusRuntimeException full =
                    StatusProto.toStatusRuntimeException(Failure.of(cause).status(retryAfter));
            if (full.getTrailers() != null) {
                trailers.merge(full.getTrailers());
            }
            return full.getStatus();
        }
        boolean ours = StatusProto.fromThrowable(cause) != null
                && trailers.containsKey(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
        if (!ours && (cause instanceof TooLarge || status.getCode() == Status.Code.RESOURCE_EXHAUSTED)) {
            BadInput tooLarge = new BadInput(Reason.TOO_LARGE, String.valueOf(new TooLarge(maxBytes).getMessage()));
            refuse((ServiceRequestContext) ctx, tooLarge);
            return Status.RESOURCE_EXHAUSTED.withDescription(tooLarge.detail());
        }
        return status;
    }

    private void refuse(ServiceRequestContext ctx, BadInput why) {
        Delivery delivery = new Delivery(Admission.of(ctx).firstBytes(), Encoding.PROTOBUF, Senders.anonymous(ctx));
        signals.stream()
                .filter(signal -> ctx.path().startsWith("/" + signal.grpcService() + "/"))
                .forEach(signal -> ctx.blockingTaskExecutor().execute(() -> {
                    var recorded = intake.refuse(signal, why, delivery);
                    recorded.exceptionally(notRecorded -> new Outcome.Refused(
                            dev.watchkeeper.ingest.reject.Rejection.whole(why.reason(), why.detail(), new byte[0])));
                }));
    }
}
