using Router.Controller.Hosting;

return await ControllerProgram.RunAsync(args);
