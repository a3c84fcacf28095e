using Router.Ctl.Cli;
using Router.Ctl.Fleets.Edges;

namespace Router.Ctl.Fleets;

/// <summary>Files with what became of the devices. Null: none is wanted.</summary>
internal sealed record FleetReports(string? JUnit, string? Html)
{
    /// <summary>Before anything is sent: nobody wants to hear afterwards that a folder is missing.</summary>
    /// <exception cref="Failure">One cannot be written.</exception>
    public void Check()
    {
        foreach (var file in new[] { JUnit, Html }.OfType<string>())
            FleetFiles.CheckFolder(file);
    }

    public void Write(FleetResult result)
    {
        if (JUnit is not null)
            FleetFiles.Write(JUnit, JUnitReport.Of(result));
        if (Html is not null)
            FleetFiles.Write(Html, HtmlReport.Of(result));
    }
}
