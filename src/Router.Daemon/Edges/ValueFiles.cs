using Router.Daemon.Generations;

namespace Router.Daemon.Edges;

/// <summary><c>STATE/values/ADDRESS</c>, mode 0600: what generations name, by the address of its content.</summary>
internal sealed class ValueFiles(string stateFolder, IDisk disk, DeviceKey key) : IValueStore
{
    private const string Staged = ".new";
    private readonly DurableFile files = new(disk);
    private readonly string folder = Path.Combine(stateFolder, "values");

    public string AddressOf(ReadOnlySpan<byte> content) => key.Address(content);

    public string Keep(ReadOnlySpan<byte> content)
    {
        var address = key.Address(content);
        if (Find(address) is not null)
            return address;
        disk.MakeFolder(folder);
        var path = Path.Combine(folder, address);
        files.Stage(path + Staged, content);
        files.Publish(path + Staged, path);
        return address;
    }

    public byte[]? Find(string address)
    {
        try
        {
            return IsAddress(address) && disk.Read(Path.Combine(folder, address)) is { } content && key.Address(content) == address
                ? content
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>In bytes; 0: it is not there.</summary>
    public long LengthOf(string address) => IsAddress(address) ? disk.Stat(Path.Combine(folder, address))?.Length ?? 0 : 0;

    /// <summary>Forgets all that is not named.</summary>
    public void Retain(IReadOnlySet<string> addresses)
    {
        foreach (var name in disk.Names(folder).Where(name => !addresses.Contains(name)))
            files.TryDelete(Path.Combine(folder, name));
    }

    // Records may be what a bad disk made of them, and an address must not lead out of the folder.
    private static bool IsAddress(string address) => address.Length == 64 && address.All(char.IsAsciiHexDigitLower);
}
