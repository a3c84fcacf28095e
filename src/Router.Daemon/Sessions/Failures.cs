using Microsoft.Extensions.Logging;
using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>What went wrong, as an answer.</summary>
internal static class Failures
{
    public static Response.Failed Of(Exception exception, ILogger log) => exception switch
    {
        InvalidDocumentException invalid => new(FailureKind.Invalid, invalid.Message, null, invalid.Problems),
        BusyException busy => new(FailureKind.Busy, busy.Message, busy.Hint, []),
        RefusedException refused => new(FailureKind.Invalid, refused.Message, refused.Hint, []),
        NotFoundException missing => new(FailureKind.NotFound, missing.Message, missing.Hint, []),
        ApplyException apply => new(FailureKind.Machine, $"{apply.Operation}: {apply.Reason}", "what was done before it is taken back", []),
        IOException io => new(FailureKind.Machine, io.Message, null, []),
        OperationCanceledException => new(FailureKind.Machine, "routerd stops", "try again when it runs", []),
        _ => Unexpected(exception, log),
    };

    private static Response.Failed Unexpected(Exception exception, ILogger log)
    {
        log.RequestFailed(exception);
        return new(FailureKind.Machine, $"routerd has a fault: {exception.Message}", "show log has the details", []);
    }
}
