package dev.watchkeeper.router.log;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;
import org.jspecify.annotations.Nullable;

/**
 * What one node of the log needs to know.
 *
 * @param id this node's name among the peers
 * @param peers all nodes as {@code id@host:port}, this one included
 * @param groupName the log's name; nodes of one log share it
 * @param directory where this node's log and snapshots are
 * @param snapshotEvery entries between snapshots; the log before the last but one is purged
 * @param tls mutual TLS between nodes, null for plain text, which is refused outside loopback
 */
public record RatisNode(
        String id,
        List<String> peers,
        String groupName,
        Path directory,
        long snapshotEvery,
        @Nullable Tls tls) {

    private static final int LARGEST_SEGMENT_BYTES = 16 << 20;

    /** Files in PEM. */
    public record Tls(File key, File certificate, File authority) {}

    public RatisNode {
        peers = List.copyOf(peers);
        if (peers.stream().noneMatch(peer -> peer.startsWith(id + "@"))) {
            throw new IllegalArgumentException("node " + id + " expected among the peers, found " + peers);
        }
        if (tls == null && !peers.stream().allMatch(RatisNode::isLoopback)) {
            // Whoever reaches a node in plain text could append what nobody decided.
            throw new IllegalArgumentException(
                    "log.peers " + peers + " are not all on loopback: log.tls.… files expected");
        }
    }

    private static boolean isLoopback(String peer) {
        int colon = peer.lastIndexOf(':');
        int at = peer.indexOf('@');
        InetSocketAddress address =
                new InetSocketAddress(peer.substring(at + 1, colon > at ? colon : peer.length()), 0);
        return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }

    /** A log of one node on loopback; port 0 takes a free one. */
    public static List<String> alone(String id, int port) throws IOException {
        if (port != 0) {
            return List.of(id + "@127.0.0.1:" + port);
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(id + "@127.0.0.1:" + free.getLocalPort());
        }
    }

    RaftGroup group() {
        List<RaftPeer> all = new ArrayList<>();
        for (String peer : peers) {
            int at = peer.indexOf('@');
            if (at < 1) {
                throw new IllegalArgumentException("a peer is id@host:port, found " + peer);
            }
            all.add(RaftPeer.newBuilder()
                    .setId(peer.substring(0, at))
                    .setAddress(peer.substring(at + 1))
                    .build());
        }
        return RaftGroup.valueOf(
                RaftGroupId.valueOf(UUID.nameUUIDFromBytes(groupName.getBytes(StandardCharsets.UTF_8))), all);
    }

    RaftServer server(RouterStateMachine machine) throws IOException {
        RaftGroup group = group();
        Files.createDirectories(directory);
        boolean known = Files.exists(directory
                .resolve(group.getGroupId().getUuid().toString())
                .resolve("current")
                .resolve("raft-meta"));
        RaftServer.Builder server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setGroup(group)
                .setStateMachine(machine)
                .setOption(known ? RaftStorage.StartupOption.RECOVER : RaftStorage.StartupOption.FORMAT)
                .setProperties(properties(group.getPeer(RaftPeerId.valueOf(id)).getAddress()));
        if (tls != null) {
            Parameters parameters = new Parameters();
            GrpcConfigKeys.TLS.setConf(
                    parameters, new GrpcTlsConfig(tls.key(), tls.certificate(), tls.authority(), true));
            server.setParameters(parameters);
        }
        return server.build();
    }

    private RaftProperties properties(String address) {
        int colon = address.lastIndexOf(':');
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(directory.toFile()));
        GrpcConfigKeys.Server.setHost(properties, address.substring(0, colon));
        GrpcConfigKeys.Server.setPort(properties, Integer.parseInt(address.substring(colon + 1)));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, TimeDuration.valueOf(300, TimeUnit.MILLISECONDS));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, TimeDuration.valueOf(600, TimeUnit.MILLISECONDS));
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(LARGEST_SEGMENT_BYTES));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, snapshotEvery);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
        return properties;
    }
}
