namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(ReaderWriterLockSlim), Harmless = ".ctor get_RecursionPolicy Dispose")]
public static class ReaderWriterLockSlims
{
    private static ReaderWriter Of(ReaderWriterLockSlim gate) => Act.Run.Model(gate, () => new ReaderWriter(gate));

    public static void EnterReadLock(ReaderWriterLockSlim gate) => Of(gate).EnterRead(-1);

    public static void EnterWriteLock(ReaderWriterLockSlim gate) => Of(gate).EnterWrite(-1);

    public static void EnterUpgradeableReadLock(ReaderWriterLockSlim gate) => Of(gate).EnterUpgradeable(-1);

    public static bool TryEnterReadLock(ReaderWriterLockSlim gate, int millisecondsTimeout) => Of(gate).EnterRead(millisecondsTimeout);

    public static bool TryEnterReadLock(ReaderWriterLockSlim gate, TimeSpan timeout) => Of(gate).EnterRead(Act.Milliseconds(timeout));

    public static bool TryEnterWriteLock(ReaderWriterLockSlim gate, int millisecondsTimeout) => Of(gate).EnterWrite(millisecondsTimeout);

    public static bool TryEnterWriteLock(ReaderWriterLockSlim gate, TimeSpan timeout) => Of(gate).EnterWrite(Act.Milliseconds(timeout));

    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim gate, int millisecondsTimeout) => Of(gate).EnterUpgradeable(millisecondsTimeout);

    public static bool TryEnterUpgradeableReadLock(ReaderWriterLockSlim gate, TimeSpan timeout) => Of(gate).EnterUpgradeable(Act.Milliseconds(timeout));

    public static void ExitReadLock(ReaderWriterLockSlim gate) => Of(gate).ExitRead();

    public static void ExitWriteLock(ReaderWriterLockSlim gate) => Of(gate).ExitWrite();

    public static void ExitUpgradeableReadLock(ReaderWriterLockSlim gate) => Of(gate).ExitUpgradeable();

    public static bool get_IsReadLockHeld(ReaderWriterLockSlim gate) => Of(gate).Reads;

    public static bool get_IsWriteLockHeld(ReaderWriterLockSlim gate) => Of(gate).Writes;

    public static bool get_IsUpgradeableReadLockHeld(ReaderWriterLockSlim gate) => Of(gate).Upgradeable;

    public static int get_CurrentReadCount(ReaderWriterLockSlim gate) => Of(gate).Readers;

    public static int get_RecursiveReadCount(ReaderWriterLockSlim gate) => Of(gate).ReadDepth;

    public static int get_RecursiveWriteCount(ReaderWriterLockSlim gate) => Of(gate).WriteDepth;

    public static int get_WaitingReadCount(ReaderWriterLockSlim gate) => Of(gate).WaitingReaders;

    public static int get_WaitingWriteCount(ReaderWriterLockSlim gate) => Of(gate).WaitingWriters;
}
