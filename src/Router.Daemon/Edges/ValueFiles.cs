using Router.Daemon.Generations;

namespace Router.Daemon.Edges;

/// <summary><c>STATE/values/ADDRESS</c>, mode 0600: what generations name, by the address of its content.</summary>
internal sealed class ValueFiles(string stateFolder, IDisk disk, DeviceKey key) : IValueStore
{
    private const string Staged = ".new";
    private readonly DurableFile files = new(disk);
    private readonly string folder = Path.Combine(stateFolder, "values");
    private readonly Lock gate = new();
    private readonly List<Loan> loans = [];

    public string AddressOf(ReadOnlySpan<byte> content) => key.Address(content);

    public string Keep(ReadOnlySpan<byte> content)
    {
        var address = key.Address(content);
        if (Stored(address) is not null)
            return address;
        disk.MakeFolder(folder);
        var path = Path.Combine(folder, address);
        files.Stage(path + Staged, content);
        files.Publish(path + Staged, path);
        return address;
    }

    public byte[]? Find(string address)
    {
        lock (gate)
        {
            foreach (var loan in loans)
            {
                if (loan.Contents.TryGetValue(address, out var content))
                    return content;
            }
        }
        return Stored(address);
    }

    public IDisposable Lend(IEnumerable<byte[]> contents)
    {
        var lent = new Dictionary<string, byte[]>();
        foreach (var content in contents)
            lent[key.Address(content)] = content;
        var loan = new Loan(this, lent);
        lock (gate)
            loans.Add(loan);
        return loan;
    }

    private byte[]? Stored(string address)
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

    private sealed record Loan(ValueFiles Of, IReadOnlyDictionary<string, byte[]> Contents) : IDisposable
    {
        public void Dispose()
        {
            lock (Of.gate)
                Of.loans.RemoveAll(loan => ReferenceEquals(loan, this));
        }
    }

    // Records may be what a bad disk made of them, and an address must not lead out of the folder.
    private static bool IsAddress(string address) => address.Length == 64 && address.All(char.IsAsciiHexDigitLower);
}
