using Router.Core.State.Links;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds;

/// <summary><c>interfaces NAME dummy: true</c>.</summary>
public sealed record DummyConfig : VirtualConfig
{
    internal static readonly ScalarShape<DummyConfig> Shape = new(
        "true",
        (string text, out DummyConfig value) =>
        {
            value = new DummyConfig();
            return text == "true" ? null : "says nothing here: without dummy it is none";
        },
        _ => "true")
    { JsonType = "boolean", Closed = true, Keywords = [new("true", "yes")] };

    internal override LinkSettings Settings(VirtualContext context) => new DummyLink();
}
