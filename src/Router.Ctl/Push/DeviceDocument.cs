using Router.Documents;
using Router.Features.Configuration;
using Router.Fleet.Inventories;
using Router.Fleet.Templates;

namespace Router.Ctl.Push;

/// <summary>The document that a device is to run, checked as the device checks it.</summary>
/// <param name="Device">Whose it is.</param>
/// <param name="File">The template.</param>
/// <param name="Rendered">What came out.</param>
internal sealed record DeviceDocument(FleetDevice Device, string File, RenderedDocument Rendered)
{
    public string Text => Rendered.Text;

    /// <summary>Null: the templates are wrong already, or what came out is no document.</summary>
    public ConfigReading? Reading { get; init; }

    /// <summary>At their places in the templates.</summary>
    public ValueList<Problem> Problems { get; init; } = [];

    /// <summary>What a router would remark at the commit.</summary>
    public ValueList<Problem> Advice { get; init; } = [];

    /// <summary>The secrets that it names, sorted.</summary>
    public ValueList<string> Secrets { get; init; } = [];

    public ValueMap<string, string> SetFiles { get; init; } = ValueMap<string, string>.Empty;
}
