package dev.watchkeeper.ingest.receive;

import com.linecorp.armeria.server.ServiceRequestContext;
import dev.watchkeeper.ingest.normalize.Sender;
import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;

/** Who sent a request, from its connection and its headers. */
final class Senders {

    /** The header, gRPC's metadata and Kafka's record header that name the tenant. */
    static final String TENANT_HEADER = "x-watchkeeper-tenant";

    private Senders() {}

    /** The sender under the default tenant, where the header could not be believed. */
    static Sender anonymous(ServiceRequestContext ctx) {
        return new Sender(Sender.DEFAULT_TENANT, peer(ctx));
    }

    static Sender of(ServiceRequestContext ctx) throws BadInput {
        String tenant = ctx.request().headers().get(TENANT_HEADER, Sender.DEFAULT_TENANT);
        if (!Sender.validTenant(tenant)) {
            throw new BadInput(Reason.BAD_TENANT, TENANT_HEADER + " of 1 to 64 letters, digits, . - _ expected");
        }
        return new Sender(tenant, peer(ctx));
    }

    /** The address without the port, which changes with every connection. */
    private static String peer(ServiceRequestContext ctx) {
        return ctx.clientAddress().getHostAddress();
    }
}
