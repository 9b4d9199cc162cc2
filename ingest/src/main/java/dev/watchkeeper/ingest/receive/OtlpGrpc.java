package dev.watchkeeper.ingest.receive;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.watchkeeper.ingest.decode.Encoding;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.reject.BadInput;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * One signal over OTLP/gRPC. Messages are taken as bytes and read by our own decoder, so that the same bounds and the
 * same record of refusals hold as for HTTP.
 */
final class OtlpGrpc<Q extends Message, T extends SpecificRecord> {

    private final Route<Q, T> route;
    private final Intake intake;
    private final Duration retryAfter;

    OtlpGrpc(Route<Q, T> route, Intake intake, Duration retryAfter) {
        this.route = route;
        this.intake = intake;
        this.retryAfter = retryAfter;
    }

    ServerServiceDefinition definition() {
        String service = route.signal().grpcService();
        MethodDescriptor<byte[], byte[]> export = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "Export"))
                .setRequestMarshaller(BytesMarshaller.INSTANCE)
                .setResponseMarshaller(BytesMarshaller.INSTANCE)
                .build();
        ServiceDescriptor descriptor =
                ServiceDescriptor.newBuilder(service).addMethod(export).build();
        return ServerServiceDefinition.builder(descriptor)
                .addMethod(export, ServerCalls.asyncUnaryCall(this::export))
                .build();
    }

    private void export(byte[] message, StreamObserver<byte[]> answer) {
        ServiceRequestContext ctx = ServiceRequestContext.current();
        CompletableFuture<Outcome> taken = take(ctx, message);
        Admission.of(ctx).heldBy(taken);
        taken.whenComplete((outcome, thrown) -> {
            if (thrown != null) {
                fail(answer, Failure.of(Exceptions.peel(thrown)));
            } else if (outcome instanceof Outcome.Refused refused) {
                fail(
                        answer,
                        Failure.of(new BadInput(
                                refused.rejection().reason(),
                                refused.rejection().detail())));
            } else {
                answer.onNext(route.signal()
                        .answer()
                        .of(outcome.rejected(), outcome.message())
                        .toByteArray());
                answer.onCompleted();
            }
        });
    }

    private CompletableFuture<Outcome> take(ServiceRequestContext ctx, byte[] message) {
        if (ctx.isCancelled()) {
            return CompletableFuture.failedFuture(new CancellationException("answered while it waited for a thread"));
        }
        try {
            Admission.of(ctx).grow(message.length);
            return intake.take(
                    route, new Delivery(message, Encoding.PROTOBUF, Senders.of(ctx), Admission.of(ctx)::grow));
        } catch (NoRoom | CancellationException e) {
            return CompletableFuture.failedFuture(e);
        } catch (BadInput e) {
            Delivery delivery = new Delivery(message, Encoding.PROTOBUF, Senders.anonymous(ctx));
            return intake.refuse(route.signal(), e, delivery);
        }
    }

    private void fail(StreamObserver<byte[]> answer, Failure failure) {
        answer.onError(StatusProto.toStatusRuntimeException(failure.status(retryAfter)));
    }
}
