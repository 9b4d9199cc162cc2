package dev.watchkeeper.ingest.receive;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.netty.util.AttributeKey;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * Counts a request's bytes as they arrive, before anybody keeps them: too many in one request, or in all that are under
 * way, end the stream. Keeps the first bytes for the record of a refusal. The bytes are given back when the request has
 * been answered and nobody works on it any more: one that timed out may still wait for a thread, with all its bytes.
 */
final class Admission extends SimpleDecoratingHttpService {

    private static final AttributeKey<Admitted> ADMITTED = AttributeKey.valueOf(Admission.class, "ADMITTED");

    private final InFlight inFlight;
    private final int maxBytes;

    Admission(HttpService service, InFlight inFlight, int maxBytes) {
        super(service);
        this.inFlight = inFlight;
        this.maxBytes = maxBytes;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) throws Exception {
        Admitted admitted = new Admitted(inFlight.share(), maxBytes);
        ctx.setAttr(ADMITTED, admitted);
        ctx.log().whenComplete().thenRun(admitted::answered);
        HttpRequest counted = request.peekData(admitted::arrived);
        ctx.updateRequest(counted);
        return unwrap().serve(ctx, counted);
    }

    static Admitted of(ServiceRequestContext ctx) {
        Admitted admitted = ctx.attr(ADMITTED);
        if (admitted == null) {
            throw new IllegalStateException("a request came in past admission");
        }
        return admitted;
    }

    /** One admitted request. */
    static final class Admitted {

        private static final int KEPT_BYTES = dev.watchkeeper.ingest.reject.Rejection.KEPT_BYTES;

        private final InFlight.Share share;
        private final int maxBytes;
        private final ByteArrayOutputStream first = new ByteArrayOutputStream(64);
        private volatile CompletableFuture<?> work = CompletableFuture.completedFuture(null);
        private long arrived;

        Admitted(InFlight.Share share, int maxBytes) {
            this.share = share;
            this.maxBytes = maxBytes;
        }

        private synchronized void arrived(HttpData data) {
            arrived += data.length();
            if (first.size() < KEPT_BYTES) {
                byte[] bytes = data.array();
                first.write(bytes, 0, Math.min(bytes.length, KEPT_BYTES - first.size()));
            }
            if (arrived > maxBytes) {
                throw new TooLarge(maxBytes);
            }
            share.grow(data.length());
        }

        /** Holds that many bytes more: what was inflated, what was decoded. */
        void grow(long bytes) {
            share.grow(bytes);
        }

        /** The first bytes that arrived, for a refusal's record. */
        synchronized byte[] firstBytes() {
            return first.toByteArray();
        }

        /** The bytes are held until this is done, even if the request is answered before. */
        void heldBy(CompletableFuture<?> work) {
            this.work = work;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // whatever came of it, the bytes are no longer needed
        private void answered() {
            work.whenComplete((done, failed) -> share.close());
        }
    }
}
