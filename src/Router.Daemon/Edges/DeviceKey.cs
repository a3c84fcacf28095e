using System.Security.Cryptography;

namespace Router.Daemon.Edges;

/// <summary>
/// <c>STATE/device.key</c>: 32 random bytes that no other device has. What is made with it (salts of passwords, addresses of kept values)
/// tells nothing to whoever has not got it.
/// </summary>
internal sealed class DeviceKey(string stateFolder, IDisk disk)
{
    private const int Bytes = 32;
    private readonly Lock gate = new();
    private byte[]? key;

    /// <summary>16 hexadecimal digits that are the same for the same name on this device, and on no other.</summary>
    public string Salt(string name)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Key(), System.Text.Encoding.UTF8.GetBytes($"salt {name}"), hash);
        return Convert.ToHexStringLower(hash[..8]);
    }

    /// <summary>64 hexadecimal digits.</summary>
    public string Address(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(Key(), content));

    private byte[] Key()
    {
        lock (gate)
            return key ??= Read() ?? Make();
    }

    private string Path => System.IO.Path.Combine(stateFolder, "device.key");

    private byte[]? Read()
    {
        try
        {
            return disk.Read(Path) is { Length: Bytes } stored ? stored : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>On a disk that takes nothing it holds until the next start, and salts are others then.</summary>
    private byte[] Make()
    {
        var fresh = RandomNumberGenerator.GetBytes(Bytes);
        try
        {
            disk.MakeFolder(stateFolder);
            var files = new DurableFile(disk);
            files.Stage(Path + ".new", fresh);
            files.Publish(Path + ".new", Path);
        }
        catch (IOException)
        {
            // Nothing that is kept by it can be written either.
        }
        return fresh;
    }
}
