using Router.Linux.Edges.Processes;

namespace Router.Linux.Edges.Tunings;

/// <summary>
/// Lamps by the kernel's names (Documentation/leds/leds-class.rst, ledtrig-netdev): <c>heartbeat</c>, or <c>netdev eth0 link tx rx</c>.
/// </summary>
internal static class LedFiles
{
    private const string Folder = "/sys/class/leds", Netdev = "netdev";

    private static readonly string[] Modes = ["link", "tx", "rx"];

    /// <summary>Null: there is no such lamp.</summary>
    public static string? Read(string led)
    {
        if (TextFile.Read($"{Folder}/{led}/trigger") is not { } triggers)
            return null;
        // The one that works is in brackets.
        var trigger = triggers.Split(' ').FirstOrDefault(word => word.StartsWith('['))?.Trim('[', ']') ?? "none";
        return trigger == Netdev
            ? string.Join(' ', [Netdev, TextFile.Read($"{Folder}/{led}/device_name") ?? "", .. Modes.Where(mode => IsOn(led, mode))])
            : trigger;
    }

    public static async Task WriteAsync(string led, string value, CancellationToken stopping)
    {
        var words = value.Split(' ');
        // A trigger is a module of its own, which nothing else asks for; where it is built in, there is none of that name.
        if (TextFile.Read($"{Folder}/{led}/trigger")?.Split(' ').Any(word => word.Trim('[', ']') == words[0]) == false)
            await ProgramRunner.RunAsync("modprobe", ["-q", $"ledtrig-{words[0]}"], "", stopping);
        File.WriteAllText($"{Folder}/{led}/trigger", words[0]);
        if (words[0] != Netdev || words.Length < 2)
            return;
        File.WriteAllText($"{Folder}/{led}/device_name", words[1]);
        foreach (var mode in Modes)
            File.WriteAllText($"{Folder}/{led}/{mode}", words.Skip(2).Contains(mode) ? "1" : "0");
    }

    private static bool IsOn(string led, string mode) => TextFile.Read($"{Folder}/{led}/{mode}") == "1";
}
