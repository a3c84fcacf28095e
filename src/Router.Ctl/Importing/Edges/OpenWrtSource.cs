using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Router.Ctl.Cli;
using Router.Ctl.Importing.OpenWrt;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.Edges;

/// <summary>
/// Where a router's configuration lies: a folder with <c>etc/config</c> in it, that folder itself, or an archive as <c>sysupgrade -b</c>
/// makes it.
/// </summary>
internal static class OpenWrtSource
{
    /// <summary>A configuration that somebody wrote is smaller; what is longer is not read.</summary>
    private const int LongestFile = 1 << 20;

    private const int MostFiles = 100_000;

    /// <summary>Files that are none of UCI's.</summary>
    private static readonly string[] Beside = [OpenWrtFiles.KeysPath, OpenWrtFiles.CrontabPath];

    /// <exception cref="Failure">There is nothing to read.</exception>
    public static OpenWrtFiles Read(string path)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (Directory.Exists(path))
            ReadFolder(path, files);
        else if (File.Exists(path))
            ReadArchive(path, files);
        else
            throw Failure.Input($"{Printable.Line(path)}: there is no such folder or archive",
                "give a folder with etc/config, or a backup (.tar.gz)");
        var configs = files.Where(file => file.Key.StartsWith($"{UciText.Folder}/", StringComparison.Ordinal))
            .Select(file => UciText.Read(file.Key[(UciText.Folder.Length + 1)..], file.Value))
            .Where(file => file.Sections.Count > 0 || file.Faults.Count > 0)
            .ToList();
        if (configs.Count == 0)
            throw Failure.Input(
                $"{Printable.Line(path)}: there is no configuration in it",
                $"{UciText.Folder} with network, firewall and others is looked for, as in a backup of OpenWrt");
        return new(configs, Lines(OpenWrtFiles.KeysPath)) { Crontab = Lines(OpenWrtFiles.CrontabPath) };

        string[] Lines(string file) => files.TryGetValue(file, out var bytes) ? Encoding.UTF8.GetString(bytes).Split('\n') : [];
    }

    private static void ReadFolder(string path, SortedDictionary<string, byte[]> files)
    {
        var whole = Path.Combine(path, UciText.Folder);
        foreach (var file in Directory.GetFiles(Directory.Exists(whole) ? whole : path))
        {
            if (IsConfig(Path.GetFileName(file)) && new FileInfo(file).Length <= LongestFile)
                files[$"{UciText.Folder}/{Path.GetFileName(file)}"] = File.ReadAllBytes(file);
        }
        foreach (var name in Beside)
        {
            if (Path.Combine(path, name) is var file && File.Exists(file) && new FileInfo(file).Length <= LongestFile)
                files[name] = File.ReadAllBytes(file);
        }
    }

    private static void ReadArchive(string path, SortedDictionary<string, byte[]> files)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var isPacked = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
            stream.Position = 0;
            using var unpacked = isPacked ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
            using var tar = new TarReader(unpacked);
            for (var count = 0; count < MostFiles && tar.GetNextEntry() is { } entry; count++)
            {
                var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name.TrimStart('/');
                if (entry is { DataStream: { } data, Length: <= LongestFile } && IsWanted(name))
                    files[name] = Bytes(data);
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw Failure.Input($"{Printable.Line(path)}: it is no archive, or is damaged",
                "give a backup as OpenWrt makes it: .tar.gz, or .tar", e);
        }
    }

    private static bool IsWanted(string name) => Beside.Contains(name)
        || (name.StartsWith($"{UciText.Folder}/", StringComparison.Ordinal) && IsConfig(name[(UciText.Folder.Length + 1)..]));

    /// <summary>What a package manager or an editor left beside them is none.</summary>
    private static bool IsConfig(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        && !name.EndsWith("-opkg", StringComparison.Ordinal);

    private static byte[] Bytes(Stream data)
    {
        using var bytes = new MemoryStream();
        data.CopyTo(bytes);
        return bytes.ToArray();
    }
}
