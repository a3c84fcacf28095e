namespace Router.Daemon.Backups;

/// <summary>The key that this device signs with and no other has.</summary>
internal interface IDeviceIdentity
{
    /// <summary>PEM; null: no key was made yet.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    string? Known { get; }

    /// <summary>PEM. The key is made when it is first asked for.</summary>
    /// <exception cref="IOException">It cannot be read, or kept.</exception>
    string PublicKey { get; }

    /// <summary>The same for the same data, as long as nothing else was signed: the same state is the same file.</summary>
    /// <exception cref="IOException">As above.</exception>
    byte[] Sign(ReadOnlySpan<byte> data);

    /// <summary>Another one each time, which is kept nowhere: for what is said but once.</summary>
    /// <exception cref="IOException">As above.</exception>
    byte[] SignOnce(ReadOnlySpan<byte> data);
}
