using Router.Ctl.Apk;
using Router.Ctl.Boards;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Completion;
using Router.Ctl.Config;
using Router.Ctl.Flash.Edges;
using Router.Ctl.Image;
using Router.Ctl.Nhrp;
using Router.Ctl.Push;
using Router.Ctl.Run.Edges;

// A group of verbs is a folder of this project and a line here.
using var signals = new Signals();
return await CommandLine.RunAsync(args, SystemTerminal.Create(), signals,
[
    ApkCommands.Create,
    ConfigCommands.Create,
    FlashCommand.Create,
    RunCommand.Create,
    PushCommand.Create,
    ImageCommands.Create,
    BoardCommands.Create,
    NhrpCommand.Create,
    CompletionCommand.Create,
]);
