package dev.watchkeeper.router.log;

import dev.watchkeeper.router.decide.Answer;
import dev.watchkeeper.router.decide.Entry;
import dev.watchkeeper.router.decide.RouterState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log on Apache Ratis. The router writes through the server in its own process, so a write is a leader's or none. */
public final class RatisLog implements DecisionLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RaftServer server;
    private final RaftGroupId group;
    private final RouterStateMachine machine;
    private final EntryCodec codec = new EntryCodec();
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    private RatisLog(RaftServer server, RaftGroupId group, RouterStateMachine machine) {
        this.server = server;
        this.group = group;
        this.machine = machine;
    }

    /** Starts this node and replays what it has on disk; it leads some time later, or another node does. */
    public static RatisLog start(RatisNode node) throws IOException {
        RouterStateMachine machine = new RouterStateMachine();
        RaftServer server = node.server(machine);
        server.start();
        return new RatisLog(server, node.group().getGroupId(), machine);
    }

    /** @throws IllegalStateException the log could not be replayed here: end the program, and look at the disk */
    @Override
    public boolean leads() {
        Throwable damage = machine.damage();
        if (damage != null) {
            throw new IllegalStateException("the log on this node is damaged", damage);
        }
        try {
            return server.getDivision(group).getInfo().isLeaderReady();
        } catch (IOException e) {
            return false; // the server is closing
        }
    }

    @Override
    public RouterState state() {
        return machine.state();
    }

    @Override
    public Answer append(Entry entry) throws NotLeading, InterruptedException {
        RaftClientRequest.Builder request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(server.getId())
                .setGroupId(group)
                .setMessage(Message.valueOf(ByteString.copyFrom(codec.encode(entry))))
                .setType(RaftClientRequest.writeRequestType());
        while (true) {
            try {
                RaftClientReply reply = server.submitClientRequestAsync(
                                request.setCallId(calls.incrementAndGet()).build())
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (reply.isSuccess()) {
                    return RouterStateMachine.decoded(reply.getMessage());
                }
                refused(reply.getException());
            } catch (TimeoutException e) {
                LOG.warn("no answer to entry {} within {}: asking again", entry.commandId(), PATIENCE);
            } catch (ExecutionException | IOException e) {
                refused(e instanceof ExecutionException ? e.getCause() : e);
            }
            if (!leads()) {
                throw new NotLeading("entry " + entry.commandId() + ": leadership was lost", null);
            }
        }
    }

    /** Returns where the answer is unknown and the same entry may be sent again. */
    private static void refused(@Nullable Throwable failure) throws NotLeading {
        if (failure instanceof NotLeaderException
                || failure instanceof LeaderNotReadyException
                || failure instanceof LeaderSteppingDownException) {
            throw new NotLeading("another node leads", failure);
        }
        if (failure instanceof StateMachineException) {
            throw new IllegalArgumentException("the log refused an entry", failure);
        }
        if (!(failure instanceof RaftException) && !(failure instanceof IOException)) {
            throw new IllegalStateException("the log failed", failure);
        }
        LOG.warn("the log did not answer: asking again", failure);
    }

    /** Ends this node; what is committed stays on disk. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
