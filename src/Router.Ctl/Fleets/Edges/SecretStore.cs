using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Router.Api.Contract;
using Router.Fleet.Inventories;

namespace Router.Ctl.Fleets.Edges;

/// <summary>Gets values of secrets from where an inventory says; each is got once. May be asked from many threads.</summary>
/// <param name="folder">What paths are relative to.</param>
internal sealed class SecretStore(string folder)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A person may have to type a passphrase.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<SecretSource, Lazy<(string Value, string? Why)>> got = new();

    /// <summary>Why a value cannot be had; null: it can, as far as was tried.</summary>
    /// <param name="source">Where.</param>
    /// <param name="get">Really get it, and not only look whether its file is there.</param>
    public string? WhyNot(SecretSource source, bool get)
    {
        if ((source.Age ?? source.Gpg ?? source.File) is { } file && !File.Exists(At(file)))
            return $"{At(file)}: there is no such file";
        return get ? Get(source, out _) : null;
    }

    /// <summary>Null: <paramref name="value"/> is it; otherwise why it cannot be had.</summary>
    public string? Get(SecretSource source, out string value)
    {
        (value, var why) = got.GetOrAdd(source, one => new(() => Load(one))).Value;
        return why;
    }

    private (string Value, string? Why) Load(SecretSource source)
    {
        var (bytes, why) = Bytes(source);
        if (why is not null)
            return ("", why);
        try
        {
            var text = Strict.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes).TrimEnd('\r', '\n');
            return SecretValue.Problem(text) is { } problem ? ("", $"{Name(source)}: it {problem}") : (text, null);
        }
        catch (DecoderFallbackException)
        {
            return ("", $"{Name(source)}: it is not text in UTF-8");
        }
    }

    private (byte[] Bytes, string? Why) Bytes(SecretSource source)
    {
        if (source.Environment is { } variable)
            return Environment.GetEnvironmentVariable(variable) is { } value
                ? (Encoding.UTF8.GetBytes(value), null)
                : ([], $"the environment has no {variable}");
        if (source.File is { } file)
            return Read(At(file));
        if (source.Age is { } age)
            return Run(["age", "--decrypt", "--identity", Identity(source), At(age)], $"{At(age)}: age could not decrypt it");
        if (source.Gpg is { } gpg)
            return Run(["gpg", "--quiet", "--batch", "--decrypt", At(gpg)], $"{At(gpg)}: gpg could not decrypt it");
        return source.Command is { Count: > 0 } command
            ? Run([.. command], $"{string.Join(' ', command)} failed")
            : ([], "it has no source");
    }

    private static (byte[] Bytes, string? Why) Read(string file)
    {
        try
        {
            return new FileInfo(file).Length > 2 * SecretValue.MaximumBytes
                ? ([], $"{file}: it is too long")
                : (File.ReadAllBytes(file), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], $"{file}: it cannot be read: {e.Message}");
        }
    }

    private (byte[] Bytes, string? Why) Run(IReadOnlyList<string> words, string failed)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1))
            {
                WorkingDirectory = Path.GetFullPath(folder),
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            using var bytes = new MemoryStream();
            var output = process.StandardOutput.BaseStream.CopyToAsync(bytes);
            if (!process.WaitForExit(Patience) || !output.Wait(Patience))
            {
                process.Kill(entireProcessTree: true);
                return ([], $"{failed}: it did not end within {Patience.TotalMinutes:0} minutes");
            }
            return process.ExitCode == 0
                ? (bytes.ToArray(), null)
                : ([], $"{failed} (exit code {process.ExitCode}){Last(error.Result)}");
        }
        catch (Win32Exception e)
        {
            return ([], $"{words[0]} cannot be started: {e.Message}");
        }
    }

    private static string Last(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var line] ? $": {line}" : "";

    private string Identity(SecretSource source) => source.Identity is { } named
        ? At(named)
        : Environment.GetEnvironmentVariable("AGE_IDENTITY") is { Length: > 0 } usual
            ? usual
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config/age/identity.txt");

    private static string Name(SecretSource source) =>
        source.Age ?? source.Gpg ?? source.File ?? source.Environment ?? string.Join(' ', source.Command ?? []);

    private string At(string path) => Path.GetFullPath(Path.Combine(folder, path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path));
}
