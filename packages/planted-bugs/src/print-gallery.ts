import { gallery } from './gallery.js';
import { galleryTable } from './gallery-table.js';

process.stdout.write(await galleryTable(gallery));
