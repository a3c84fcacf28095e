using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Documents;

namespace Router.Ctl.Fleets;

/// <summary>Something wrong, or remarked, at one place, and the devices that it is so for.</summary>
internal sealed record FleetFault(
    string File, int Line, int Column, string Path, string Message, string? Hint, IReadOnlyList<string> Devices)
{
    private const int Named = 3;

    public static FleetFault Of(string file, Problem problem) =>
        new(problem.File ?? file, problem.Line, problem.Column, problem.Path, problem.Message, problem.Hint, []);

    /// <summary>Each once, by file and line.</summary>
    public static IReadOnlyList<FleetFault> Of(
        IReadOnlyList<DeviceDocument> documents, Func<DeviceDocument, IEnumerable<Problem>> problems) =>
        [.. documents
            .SelectMany(document => problems(document).Select(problem => (Fault: Of(document.File, problem), document.Device.Name)))
            .GroupBy(one => one.Fault with { Devices = [] }, FaultComparer.Instance)
            .Select(same => same.Key with { Devices = [.. same.Select(one => one.Name).Distinct()] })
            .OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    /// <param name="all">How many devices were looked at.</param>
    /// <param name="mark">In front of the message.</param>
    public string Words(int all, string mark = "") =>
        Printable.Line(new Problem(Path, mark + Message, Hint, Line, Column).ToString(File)) + Of(all);

    private string Of(int all) => Devices.Count switch
    {
        0 => "",
        _ when Devices.Count == all && all > 1 => $" [all {all}]",
        <= Named => $" [{string.Join(", ", Devices)}]",
        _ => $" [{string.Join(", ", Devices.Take(Named))} and {Devices.Count - Named} more]",
    };

    private sealed class FaultComparer : IEqualityComparer<FleetFault>
    {
        public static readonly FaultComparer Instance = new();

        public bool Equals(FleetFault? x, FleetFault? y) => Key(x) == Key(y);

        public int GetHashCode(FleetFault fault) => Key(fault).GetHashCode();

        private static (string?, int, int, string?, string?) Key(FleetFault? fault) =>
            (fault?.File, fault?.Line ?? 0, fault?.Column ?? 0, fault?.Path, fault?.Message);
    }
}
