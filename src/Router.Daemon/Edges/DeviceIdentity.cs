using System.Security.Cryptography;
using System.Text;
using Router.Core.Trust;
using Router.Daemon.Backups;

namespace Router.Daemon.Edges;

/// <summary>
/// <c>STATE/identity.key</c>, mode 0600: a key of P-256 in PEM (PKCS #8), which never leaves the device; <c>STATE/backup.sig</c>: the last
/// signature made with it.
/// </summary>
internal sealed class DeviceIdentity(string stateFolder, IDisk disk) : IDeviceIdentity
{
    private readonly DurableFile files = new(disk);
    private readonly Lock gate = new();

    private string KeyPath => Path.Combine(stateFolder, "identity.key");

    private string SignaturePath => Path.Combine(stateFolder, "backup.sig");

    public string? Known
    {
        get
        {
            lock (gate)
            {
                using var key = Read();
                return key?.PublicPem();
            }
        }
    }

    public string PublicKey
    {
        get
        {
            lock (gate)
            {
                using var key = Read() ?? Make();
                return key.PublicPem();
            }
        }
    }

    /// <summary>The file of the private key, for a program that logs in with it.</summary>
    /// <exception cref="IOException">It cannot be read, or made.</exception>
    public string KeyFile()
    {
        _ = PublicKey;
        return KeyPath;
    }

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            using var key = Read() ?? Make();
            if (Last() is { } last && key.Made(last, data))
                return last;
            var signature = key.Sign(data);
            try
            {
                Write(SignaturePath, signature);
            }
            catch (IOException)
            {
                // The next backup of the same state has another signature, which is as good.
            }
            return signature;
        }
    }

    public byte[] SignOnce(ReadOnlySpan<byte> data)
    {
        lock (gate)
        {
            using var key = Read() ?? Make();
            return key.Sign(data);
        }
    }

    /// <summary>Null: none was made yet.</summary>
    private ECDsa? Read()
    {
        if (disk.Read(KeyPath) is not { } pem)
            return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(Encoding.UTF8.GetString(pem));
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new IOException(
                $"{KeyPath} is damaged: take it away, and another one is made (for backups and desks of before it is another device then)");
        }
    }

    private ECDsa Make()
    {
        var key = P256.Generate();
        disk.MakeFolder(stateFolder);
        Write(KeyPath, Encoding.ASCII.GetBytes($"{key.ExportPkcs8PrivateKeyPem()}\n"));
        return key;
    }

    private byte[]? Last()
    {
        try
        {
            return disk.Read(SignaturePath);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Not as <c>.new</c>: those are what the store of generations takes away as leftovers, and it may do so now.</summary>
    private void Write(string path, ReadOnlySpan<byte> content)
    {
        files.Stage($"{path}.fresh", content);
        files.Publish($"{path}.fresh", path);
    }
}
