namespace Router.Image.Root;

/// <summary>The serial line, or what a hypervisor gives for one, that a board's kernel has its console on: its device and speed.</summary>
internal sealed record SerialLine(string Device, int Speed)
{
    private const string Console = "console=", Screen = "tty0", Hypervisor = "hvc";

    private const int UsualSpeed = 115200;

    /// <summary>Of a kernel's command line, where <c>console=DEVICE[,SPEED…]</c> names one; null: it has none but the screen.</summary>
    public static SerialLine? Of(string commandLine)
    {
        var console = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith(Console, StringComparison.Ordinal))
            .Select(word => word[Console.Length..].Split(','))
            .FirstOrDefault(parts => parts[0] != Screen
                && (parts[0].StartsWith("tty", StringComparison.Ordinal) || parts[0].StartsWith(Hypervisor, StringComparison.Ordinal)));
        if (console is null)
            return null;
        var digits = new string([.. console.ElementAtOrDefault(1)?.TakeWhile(char.IsAsciiDigit) ?? []]);
        return new SerialLine(console[0], int.TryParse(digits, out var speed) ? speed : UsualSpeed);
    }

    /// <summary>
    /// <c>/etc/inittab</c> with this line in place of <c>@serial@</c> and <c>@speed@</c>; without any the lines that name it are left out.
    /// </summary>
    public static string Fill(string inittab, SerialLine? line) => line is null
        ? string.Concat(inittab.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(text => !text.Contains("@serial@", StringComparison.Ordinal)).Select(text => text + "\n"))
        : inittab.Replace("@serial@", line.Device, StringComparison.Ordinal)
            .Replace("@speed@", $"{line.Speed}", StringComparison.Ordinal);
}
