package dev.watchkeeper.store.online;

final class InMemoryOnlineStoreTest extends OnlineStoreContract {

    @Override
    protected OnlineStore emptyStore() {
        return new InMemoryOnlineStore();
    }
}
