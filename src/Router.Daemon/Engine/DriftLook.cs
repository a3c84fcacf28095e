using Router.Core.Plans;
using Router.Documents;

namespace Router.Daemon.Engine;

/// <summary>
/// What a look between commits did and found: routes that waited and are there now, those that the kernel still refuses, with its reason,
/// and the steps that would lead back to what was applied.
/// </summary>
internal sealed record DriftLook(IReadOnlyList<string> Put, IReadOnlyList<string> Refused, ValueList<Change> Steps);
