package dev.watchkeeper.store.online;

final class InMemoryOnlineStoreTest extends OnlineStoreContract {

    @Override
    protected OnlineStore emptyStore(int maxVectors) {
        return new InMemoryOnlineStore(maxVectors);
    }
}
